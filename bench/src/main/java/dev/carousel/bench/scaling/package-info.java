/** How the time of a training step grows. */
package dev.carousel.bench.scaling;
