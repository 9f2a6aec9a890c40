package dev.carousel.bench;

import picocli.CommandLine.Command;

/** carousel bench kernels */
@Command(name = "kernels")
final class KernelsCommand {}
