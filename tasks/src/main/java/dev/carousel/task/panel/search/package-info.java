/** The search for the kind of global model that forecasts validation time best. */
@NullMarked
package dev.carousel.task.panel.search;

import org.jspecify.annotations.NullMarked;
