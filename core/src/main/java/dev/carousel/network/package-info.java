/** Layers joined to a network, with their weights; and a network one time step at a time. */
@org.jspecify.annotations.NullMarked
package dev.carousel.network;
