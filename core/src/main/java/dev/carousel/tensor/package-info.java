/** Tensors, the tape that differentiates what is done with them, and the parameters' arena. */
package dev.carousel.tensor;
