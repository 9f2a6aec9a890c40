/** Global models over a panel of series: one network learns from all, and forecasts each. */
@NullMarked
package dev.carousel.task.panel;

import org.jspecify.annotations.NullMarked;
