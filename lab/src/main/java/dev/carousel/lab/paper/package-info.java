/** The experiments of "Long Short-Term Memory" (Hochreiter and Schmidhuber 1997). */
package dev.carousel.lab.paper;
