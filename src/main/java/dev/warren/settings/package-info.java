/// What an administrator sets while Warren runs. A stored setting stands in front of the environment's, which stays as
/// the default; whoever reads one goes on asking its configuration and does not know.
@NullMarked
package dev.warren.settings;

import org.jspecify.annotations.NullMarked;
