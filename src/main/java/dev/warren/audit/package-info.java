/// Who did what, when and from where: rows that are only ever added.
@NullMarked
package dev.warren.audit;

import org.jspecify.annotations.NullMarked;
