/** The forecast task: from a regular series to a trained LSTM, its backtest and its forecast. */
@NullMarked
package dev.carousel.task.forecast;

import org.jspecify.annotations.NullMarked;
