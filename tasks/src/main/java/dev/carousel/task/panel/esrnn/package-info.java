/**
 * ES-RNN: exponential smoothing of every series with coefficients of its own, learnt together with
 * one dilated recurrent network for all.
 */
@NullMarked
package dev.carousel.task.panel.esrnn;

import org.jspecify.annotations.NullMarked;
