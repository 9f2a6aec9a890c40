/** Forecasts of many series scored as forecasting competitions score them. */
@NullMarked
package dev.carousel.task.competition;

import org.jspecify.annotations.NullMarked;
