import CLinux
import Cells
import Glibc
import Keys

/// One thing that the loop woke up for.
package enum LoopEvent<Event: Sendable>: Sendable {
  /// A key.
  case key(KeyPress)
  /// An event from the inbox.
  case posted(Event)
  /// The terminal has said of itself what changes its signs or theme: draw anew.
  case looksChanged
  /// A signal after which one goes on.
  case signal(TerminalSignal)
  /// The deadline that was asked for has come.
  case deadlinePassed
  /// A descriptor that was handed in can be read, or is at its end; whoever handed it in reads it empty or takes it
  /// out, else the loop turns at full speed.
  case readable(descriptor: Int32)
  /// Somebody or something outside ends the program.
  case ended(OutsideEnd)
}

extension LoopEvent: Equatable where Event: Equatable {}

/// Whether the loop goes on.
package enum LoopVerdict: Sendable {
  /// Wait for more.
  case goOn
  /// Return from ``EventLoop/run(deadlineMilliseconds:handle:)``.
  case stop
}

/// Waits for keys, signals, the inbox, descriptors and one deadline, all in a single poll without a timeout.
///
/// Every ready source is read empty before anything is handled, so that one wake-up makes one change and one drawing.
/// Nothing ticks: a program that shows no passing time does not wake up at all.
package final class EventLoop<Event: Sendable> {
  /// Descriptors to wait for besides, such as an inotify instance.
  package var descriptors: [Int32] = []

  private let inbox: Inbox<Event>
  private let keys: (any KeySource)?
  private let signals: Int32
  private let timer: Int32
  private var armedMilliseconds: Int64 = -1
  private var askedMilliseconds: Int64?
  /// Keys may still come.
  private var keysMayCome: Bool

  /// Makes a loop; without a source of keys it waits for everything else.
  package init(inbox: Inbox<Event>, keys: (any KeySource)?) throws(TerminalError) {
    self.inbox = inbox
    self.keys = keys
    keysMayCome = keys != nil
    signals = kaunta_signalfd_open()
    timer = kaunta_timerfd_open()
    guard signals >= 0, timer >= 0 else {
      Glibc.close(signals)
      Glibc.close(timer)
      throw .noEventSource
    }
  }

  deinit {
    Glibc.close(signals)
    Glibc.close(timer)
  }

  /// Runs until the handler says stop.
  ///
  /// - Parameters:
  ///   - deadlineMilliseconds: The time on ``BootClock`` at which the next visible change is due without any event, or
  ///     nil if time changes nothing. Asked before every wait; one that has passed goes off at once, every time.
  ///   - handle: Gets all that happened, in the order signals, keys, inbox, descriptors, deadline; folds it into the
  ///     state and draws once.
  package func run(deadlineMilliseconds: () -> Int64?, handle: ([LoopEvent<Event>]) -> LoopVerdict) {
    while true {
      arm(deadlineMilliseconds())
      let events = wait()
      if !events.isEmpty, handle(events) == .stop { return }
    }
  }

  private func arm(_ deadline: Int64?) {
    askedMilliseconds = deadline
    let wanted = [deadline, keyDeadline].compactMap(\.self).min() ?? -1
    guard wanted != armedMilliseconds else { return }
    kaunta_timerfd_set(timer, wanted)
    armedMilliseconds = wanted
  }

  /// When a key that is half there is looked at again.
  private var keyDeadline: Int64? { keysMayCome ? keys?.keyDeadlineMilliseconds : nil }

  private func wait() -> [LoopEvent<Event>] {
    var waiting = [signals, inbox.descriptor, timer].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // poll skips negative descriptors.
    waiting.append(pollfd(fd: keysMayCome ? keys?.keyDescriptor ?? -1 : -1, events: Int16(POLLIN), revents: 0))
    waiting += descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&waiting, nfds_t(waiting.count), -1) > 0 else { return [] }

    var events: [LoopEvent<Event>] = []
    if waiting[0].revents != 0 { takeSignals(into: &events) }
    if waiting[3].revents != 0 { takeKeys(waiting[3].revents, into: &events) }
    // Only now: what has just been read may be what a key waited for.
    if let keyDeadline, keyDeadline <= BootClock.nowMilliseconds, let keys {
      events += keys.keysAtRest(nowMilliseconds: BootClock.nowMilliseconds).map { .key($0) }
    }
    if let keys, keys.takeLooksChange() { events.append(.looksChanged) }
    if waiting[1].revents != 0 { events += inbox.take().map { .posted($0) } }
    for ready in waiting.dropFirst(4) where ready.revents != 0 { events.append(.readable(descriptor: ready.fd)) }
    if waiting[2].revents != 0 {
      kaunta_timerfd_silence(timer)
      armedMilliseconds = -1
      if let askedMilliseconds, askedMilliseconds <= BootClock.nowMilliseconds { events.append(.deadlinePassed) }
    }
    return events
  }

  private func takeSignals(into events: inout [LoopEvent<Event>]) {
    while true {
      let number = kaunta_signalfd_next(signals)
      if number == 0 { return }
      if let end = OutsideEnd(signal: number) { events.append(.ended(end)) }
      if let signal = TerminalSignal(number: number) { events.append(.signal(signal)) }
    }
  }

  private func takeKeys(_ ready: Int16, into events: inout [LoopEvent<Event>]) {
    // A pipe whose writer has gone says only that: its end is read like a line.
    let readable = keys?.outlivesHangUp == true ? POLLIN | POLLHUP : POLLIN
    if ready & Int16(readable) != 0, let keys {
      events += keys.keys(nowMilliseconds: BootClock.nowMilliseconds).map { .key($0) }
    }
    // A terminal that went away stays readable for ever, and would turn the loop at full speed.
    if ready & Int16(POLLHUP | POLLERR | POLLNVAL) != 0, keys?.outlivesHangUp != true {
      keysMayCome = false
      events.append(.ended(.terminalLost))
    }
  }
}
