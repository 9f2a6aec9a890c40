package dev.carousel.task.baseline;

/**
 * Smoothing parameters, and the states before the first value.
 *
 * @param phi 1 for a line, less for a damped one; without a trend beta and slope are 0
 * @param indices one for each place of the season, the first value's first; one 0 without a season
 */
record EtsParameters(
    double alpha,
    double beta,
    double gamma,
    double phi,
    double level,
    double slope,
    double[] indices) {}
