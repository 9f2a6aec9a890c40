/** The few array routines everything stands on, their choice, the worker pool and the buffers. */
package dev.carousel.kernel;
