/** Linear least squares by the normal equations. */
@NullMarked
package dev.carousel.task.regression;

import org.jspecify.annotations.NullMarked;
