package dev.carousel.bench;

import picocli.CommandLine.Command;

/** carousel bench scaling */
@Command(name = "scaling")
final class ScalingCommand {}
