/** The simple forecasts that any model has to beat. */
@NullMarked
package dev.carousel.task.baseline;

import org.jspecify.annotations.NullMarked;
