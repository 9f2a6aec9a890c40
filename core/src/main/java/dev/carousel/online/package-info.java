/**
 * Small recurrent networks in double precision, and the algorithms that learn them while the
 * sequence runs: the truncated gradient of 1997, real-time recurrent learning, and back-propagation
 * through time to compare with.
 */
package dev.carousel.online;
