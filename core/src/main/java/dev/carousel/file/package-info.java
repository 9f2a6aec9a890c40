/** Model files and checkpoints: safetensors in and out, and files that are replaced as a whole. */
@NullMarked
package dev.carousel.file;

import org.jspecify.annotations.NullMarked;
