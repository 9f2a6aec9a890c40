/** Plain loops: the numeric definition of every kernel, and the fallback. */
package dev.carousel.kernel.scalar;
