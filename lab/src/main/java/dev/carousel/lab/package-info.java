/** The lab: experiments of the papers by name, their trials, and the papers' figures. */
package dev.carousel.lab;
