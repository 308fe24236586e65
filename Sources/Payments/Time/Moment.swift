/// One instant on both clocks of one machine.
///
/// The wall clock can be set wrong or jump; the boot clock (CLOCK_BOOTTIME)
/// only runs, but starts anew with each boot, which `bootID` names.
package struct Moment: Sendable, Hashable {
  /// Milliseconds since 1970-01-01 00:00 UTC by the wall clock.
  package var wallMilliseconds: Int64
  /// Milliseconds since the machine booted, including time asleep.
  package var bootMilliseconds: Int64
  /// Which boot (`/proc/sys/kernel/random/boot_id`).
  package var bootID: String

  /// A moment from both clocks.
  package init(wallMilliseconds: Int64, bootMilliseconds: Int64, bootID: String) {
    self.wallMilliseconds = wallMilliseconds
    self.bootMilliseconds = bootMilliseconds
    self.bootID = bootID
  }

  /// A moment from a file; nil for times that no clock shows, which would overflow where they are compared.
  package init?(readWall wall: Int64, boot: Int64, bootID: String) {
    let largest: UInt64 = 1 << 53
    guard wall.magnitude < largest, boot.magnitude < largest else { return nil }
    self.init(wallMilliseconds: wall, bootMilliseconds: boot, bootID: bootID)
  }

  /// How long ago `earlier` was, for whatever is unlocked by waiting: the *smaller* of the two clocks' answers, never
  /// negative.
  ///
  /// After a reboot the boot clock knows only the time since then, so that locks start again in full
  /// (rules.md section 4).
  package func unlockingMilliseconds(since earlier: Moment) -> Int64 {
    let wall = wallMilliseconds - earlier.wallMilliseconds
    let boot = bootID == earlier.bootID ? bootMilliseconds - earlier.bootMilliseconds : bootMilliseconds
    return max(0, min(wall, boot))
  }

  /// How long ago `earlier` was, for whatever is shown as overdue: the *larger* of the two clocks' answers.
  ///
  /// After a reboot at least the time since then has gone by, whatever the wall clock was set to. What is known by its
  /// wall clock alone, as after a restore, may be of this boot.
  package func overdueMilliseconds(since earlier: Moment) -> Int64 {
    let wall = wallMilliseconds - earlier.wallMilliseconds
    if earlier.bootID.isEmpty, earlier.bootID != bootID { return max(0, wall) }
    let boot = bootID == earlier.bootID ? bootMilliseconds - earlier.bootMilliseconds : bootMilliseconds
    return max(0, max(wall, boot))
  }

  /// How long ago `earlier` was, for what is done on time: the boot clock's answer, which no setting of the wall clock
  /// moves; after a reboot the larger of the wall clock's and the time since then.
  ///
  /// A wall clock that was set back must not silence the questions to Safaricom for an hour.
  package func elapsedMilliseconds(since earlier: Moment) -> Int64 {
    if bootID == earlier.bootID { return max(0, bootMilliseconds - earlier.bootMilliseconds) }
    return max(0, max(wallMilliseconds - earlier.wallMilliseconds, bootMilliseconds))
  }

  /// How long until `later`, for what goes by itself; zero once it has come.
  ///
  /// By the boot clock, as ``elapsedMilliseconds(since:)``: what stands on a screen for three seconds must not stand
  /// there for an hour because a clock was set.
  package func leftMilliseconds(until later: Moment) -> Int64 {
    max(
      0,
      bootID == later.bootID
        ? later.bootMilliseconds - bootMilliseconds : later.wallMilliseconds - wallMilliseconds)
  }

  /// What the wall clock shows at `later`, as far as the boot clock bears it out since this moment.
  ///
  /// A wall clock that was set forward does not carry it along; one that was set back leaves it where it was.
  package func wallMilliseconds(borneOutAt later: Moment) -> Int64 {
    wallMilliseconds + later.unlockingMilliseconds(since: self)
  }

  /// One of the clocks was set back since `earlier`, or the machine was started anew: what took its time by then may
  /// not have done so now.
  package func isBefore(_ earlier: Moment) -> Bool {
    bootID != earlier.bootID || wallMilliseconds < earlier.wallMilliseconds
      || bootMilliseconds < earlier.bootMilliseconds
  }

  /// This moment, some milliseconds later on both clocks.
  package func advanced(byMilliseconds milliseconds: Int64) -> Moment {
    Moment(
      wallMilliseconds: wallMilliseconds + milliseconds, bootMilliseconds: bootMilliseconds + milliseconds,
      bootID: bootID)
  }
}
