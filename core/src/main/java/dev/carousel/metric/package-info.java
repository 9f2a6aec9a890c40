/** What a network is worth: numbers added up over predictions, in double and in order. */
package dev.carousel.metric;
