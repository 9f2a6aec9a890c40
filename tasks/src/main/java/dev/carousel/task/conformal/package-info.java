/** Prediction intervals from the errors made on data that were not learnt from. */
@NullMarked
package dev.carousel.task.conformal;

import org.jspecify.annotations.NullMarked;
