/// What every page and API answer shares: layout, assets, errors a person can act on, guards, security headers, and who
/// asks from where.
@NullMarked
package dev.warren.web;

import org.jspecify.annotations.NullMarked;
