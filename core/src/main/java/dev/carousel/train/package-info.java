/** The training loop: batches, early stopping, checkpoints, history. */
package dev.carousel.train;
