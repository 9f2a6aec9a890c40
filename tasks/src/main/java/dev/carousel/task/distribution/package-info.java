/** Distributions of a value: their log-likelihoods with gradients, and draws from them. */
@NullMarked
package dev.carousel.task.distribution;

import org.jspecify.annotations.NullMarked;
