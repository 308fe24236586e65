import Desk
import NIOPosix
import Payments
import Shop
import Synchronization
import Terminal
import Wakes

/// The background poller: a plain thread that makes one turn of the shop's round after the other and tells the screen
/// what changed.
///
/// It sleeps in poll(2). inotify makes it fast and the time-out makes it right: at each it looks whether anything came.
/// What it finds goes to the inbox; it never touches the screen.
final class BackgroundPoller: Sendable {
  private let works: DeskWorks
  private let watch: any ShopWatch
  private let inbox: Inbox<DeskEvent>
  private let network: NetworkThreads
  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let wake = Wake()
  private let isStopping = Atomic(false)
  private let questionHasEnded = Atomic(false)

  init(works: DeskWorks, watch: any ShopWatch, inbox: Inbox<DeskEvent>, network: NetworkThreads) {
    self.works = works
    self.watch = watch
    self.inbox = inbox
    self.network = network
  }

  func start(_ round: DeskRound) {
    pool.start()
    pool.submit { _ in self.run(round) }
  }

  /// Ends the thread; returns when it is gone.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    wake.ring()
    try? pool.syncShutdownGracefully()
  }

  /// Makes its next turn now.
  func lookSoon() { wake.ring() }

  private func run(_ started: DeskRound) {
    var round = started
    var toldTrouble: Phrase?
    var isWoken = true
    while !isStopping.load(ordering: .sequentiallyConsistent) {
      let now = works.worker.clock.now()
      if questionHasEnded.exchange(false, ordering: .sequentiallyConsistent) { round.questionEnded(at: now) }
      let turn = isWoken ? round.turn(at: now) : round.look(at: now)
      let turnMilliseconds = works.worker.clock.now().elapsedMilliseconds(since: now)
      for event in turn.events { inbox.post(event) }
      log(turn, &toldTrouble)
      if let id = turn.news.question { ask(about: id) }
      round.noteThatThisTillRuns(at: now)
      isWoken = wait(milliseconds: Int32(turn.nextInMilliseconds))
      if isWoken { giveWay(round, turnMilliseconds) }
    }
  }

  /// False when only the time went by.
  private func wait(milliseconds: Int32) -> Bool { wake.wait(milliseconds: milliseconds, or: watch.descriptors) }

  /// Leaves the machine to the desk whose answer it is, unless it is this one's, or somebody here wants a turn now.
  private func giveWay(_ round: DeskRound, _ lastTurnMilliseconds: Int64) {
    let began = works.worker.clock.now()
    while true {
      let isWanted = wake.wait(milliseconds: 0)
      wake.silence()
      // Before it looks: what comes meanwhile wakes it again.
      watch.drain()
      if isWanted { return }
      let gone = works.worker.clock.now().elapsedMilliseconds(since: began)
      let left = round.wayGivenMilliseconds(lastTurnMilliseconds: lastTurnMilliseconds) - gone
      if left <= 0 || !wait(milliseconds: Int32(left)) { return }
    }
  }

  private func log(_ turn: DeskRound.Turn, _ toldTrouble: inout Phrase?) {
    let news = turn.news
    if news.ingesting.setAside > 0 { works.log("\(news.ingesting.setAside) callbacks set aside for a person") }
    if let trouble = news.purgeTrouble { works.log(trouble.english) }
    for case .healthChanged(let health) in turn.events {
      if let trouble = health.trouble, trouble != toldTrouble { works.log(trouble.english) }
      toldTrouble = health.trouble
    }
  }

  /// Questions go over the network, so a network thread asks them.
  private func ask(about id: PaymentID) {
    network.submit { [self] isWanted in
      if isWanted { works.ask(about: id) }
      questionHasEnded.store(true, ordering: .sequentiallyConsistent)
      wake.ring()
    }
  }
}
