/** Recurrent cells: one time step each, written as the paper's equations. */
package dev.carousel.cell;
