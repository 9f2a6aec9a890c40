/** Models as users handle them: built, trained, asked, saved and loaded. */
package dev.carousel.model;
