/** Cells side by side: how far errors reach back, and what is learnt at equal size. */
package dev.carousel.lab.compare;
