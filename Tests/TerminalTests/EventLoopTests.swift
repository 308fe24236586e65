import Glibc
import TestSupport
import Testing

@testable import Terminal

@Suite struct InboxTests {
  @Test func eventsOfManyThreadsAllArriveAndEachThreadKeepsItsOrder() throws {
    let inbox = try Inbox<(thread: Int, number: Int)>()
    let threads = 4
    let each = 2000
    let started = try (0..<threads).map { thread in
      try startThread { for number in 0..<each { inbox.post((thread, number)) } }
    }
    var taken: [(thread: Int, number: Int)] = []
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    while taken.count < threads * each, !deadline.hasPassed {
      var waiting = pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0)
      // A lost wake-up would make this wait in vain.
      #expect(poll(&waiting, 1, deadline.remainingMilliseconds) == 1)
      taken += inbox.take()
    }
    for thread in started { pthread_join(thread, nil) }
    #expect(taken.count == threads * each)
    for thread in 0..<threads {
      #expect(taken.filter { $0.thread == thread }.map(\.number) == Array(0..<each))
    }
  }

  private func startThread(_ body: @escaping @Sendable () -> Void) throws -> pthread_t {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
    if failure != 0 { throw TestFailure("no thread") }
    return thread
  }
}

@Suite struct EventLoopTests {
  @Test func withoutKeysItWaitsForInboxDescriptorsAndDeadline() throws {
    let inbox = try Inbox<Int>()
    let loop = try EventLoop(inbox: inbox, keys: nil)
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    loop.descriptors = [ends[0]]
    inbox.post(1)
    inbox.post(2)
    try #require(write(ends[1], "x", 1) == 1)
    var turns: [[LoopEvent<Int>]] = []
    var deadline: Int64?
    loop.run(deadlineMilliseconds: { deadline }) { events in
      turns.append(events)
      if turns.count == 1 {
        var byte: UInt8 = 0
        read(ends[0], &byte, 1)
        deadline = BootClock.nowMilliseconds + 30
        return .goOn
      }
      return .stop
    }
    // Everything that was ready makes one turn.
    #expect(turns == [[.posted(1), .posted(2), .readable(descriptor: ends[0])], [.deadlinePassed]])
    #expect(try #require(deadline) <= BootClock.nowMilliseconds)
  }

  @Test func aDeadlineThatHasPassedGoesOffAtOnce() throws {
    let loop = try EventLoop(inbox: Inbox<Int>(), keys: nil)
    var turns = 0
    loop.run(deadlineMilliseconds: { 0 }) { events in
      #expect(events == [.deadlinePassed])
      turns += 1
      return turns < 3 ? .goOn : .stop
    }
    #expect(turns == 3)
  }
}

@Suite struct ChildProcessTests {
  @Test func aChildInheritsNoHeldBackSignalsAndNoDescriptors() throws {
    let extra = open("/dev/null", O_RDONLY)
    defer { close(extra) }
    var set = sigset_t()
    var before = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &set, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let program = try PipedProgram("/bin/sh", arguments: ["-c", "grep Sig /proc/self/status; ls /proc/self/fd"])
    #expect(try program.waitForExit() == .exited(code: 0))
    #expect(program.output.contains("SigBlk:\t0000000000000000"))
    let ignored = try #require(program.output.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }).suffix(16)
    // The C library keeps two realtime signals, 32 and 33, to itself.
    #expect(try #require(UInt64(ignored, radix: 16)) & 0x7FFF_FFFF == 0)
    // ls itself opens one: the directory.
    #expect(program.output.hasSuffix("\n0\n1\n2\n3\n"))
  }

  @Test func memoryStaysOutOfCoreFiles() throws {
    let program = try startProbe()
    try program.waitForScreen { $0.contains("ZZ") }
    let limits = try #require(readTextFile("/proc/\(program.process.processID)/limits"))
    let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
    #expect(line.split(separator: " ").dropFirst(4).prefix(2) == ["1", "1"])
  }
}
