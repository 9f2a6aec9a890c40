/** What users test their own cells, layers and losses with. */
package dev.carousel.check;
