/** Error measures of forecasts. */
@NullMarked
package dev.carousel.task.metric;

import org.jspecify.annotations.NullMarked;
