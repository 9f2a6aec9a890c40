/** Explicit, counter-based randomness. */
package dev.carousel.random;
