package dev.carousel.train;

import dev.carousel.layer.Signal;
import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Examples on a tape.
 *
 * @param x their inputs, with a mask if some steps only fill up
 * @param y their targets
 * @param weights of the targets' values, one for each value of the loss; null if all are 1
 * @param total the sum of the weights
 */
record Batch(Signal x, Tensor y, @Nullable Tensor weights, double total) {}
