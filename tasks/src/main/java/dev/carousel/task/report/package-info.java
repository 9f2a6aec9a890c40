/** The forecast report: one self-contained HTML page that works offline. */
@NullMarked
package dev.carousel.task.report;

import org.jspecify.annotations.NullMarked;
