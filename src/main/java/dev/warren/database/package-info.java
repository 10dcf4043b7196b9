/// Where Warren's data lives: a PostgreSQL server that the administrator names, or one that Warren brings and runs
/// itself.
///
/// All of this happens before Quarkus starts, because the connection pool wants its URL. Nothing here knows Quarkus
/// or CDI.
@NullMarked
package dev.warren.database;

import org.jspecify.annotations.NullMarked;
