/**
 * The experiments of the papers: "Long Short-Term Memory" (Hochreiter and Schmidhuber 1997), and
 * those on forget gates (2000), precise timing (2002) and clockwork networks (2014).
 */
package dev.carousel.lab.paper;
