/** Optimisers: one loop over the arena each. */
package dev.carousel.optim;
