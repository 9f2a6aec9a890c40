/** Regular time series made from tables, with honest notes on what was done to the data. */
@NullMarked
package dev.carousel.task.series;

import org.jspecify.annotations.NullMarked;
