import Glibc

/// The simulator's time: the wall's at the first start, then so many times faster than the monotonic clock.
struct SimulatorClock: Sendable {
  private let startWallMilliseconds: Int64
  private let startMonotonicNanoseconds: Int64
  let speed: Double

  /// - Parameter earliestMilliseconds: what the clock showed before a restart; time never runs backwards.
  init(speed: Double, earliestMilliseconds: Int64 = 0) {
    // Anything else than a positive number would stop time, or turn it back.
    self.speed = speed.isFinite && speed > 0 ? speed : 1
    startWallMilliseconds = max(Self.nanoseconds(CLOCK_REALTIME) / 1_000_000, earliestMilliseconds)
    startMonotonicNanoseconds = Self.nanoseconds(CLOCK_MONOTONIC)
  }

  var nowMilliseconds: Int64 {
    let elapsed = Self.nanoseconds(CLOCK_MONOTONIC) - startMonotonicNanoseconds
    return startWallMilliseconds + Int64(Double(elapsed) / 1_000_000 * speed)
  }

  /// How long to wait on a real clock until the simulator's clock shows this time.
  func realMillisecondsUntil(_ time: Int64) -> Int64 {
    let simulated = time - nowMilliseconds
    // A day at most: a timer for longer would only be set again.
    return min(86_400_000, max(0, Int64((Double(simulated) / speed).rounded(.up))))
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
