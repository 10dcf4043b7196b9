/// What every page shares: layout, assets, errors, formats, security headers.
@NullMarked
package dev.warren.web;

import org.jspecify.annotations.NullMarked;
