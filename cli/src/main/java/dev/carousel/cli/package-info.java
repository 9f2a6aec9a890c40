/** The carousel command: one class a command. */
package dev.carousel.cli;
