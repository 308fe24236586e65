import ArgumentParser
import CommandText
import Glibc
import Maintenance
import Terminal

/// `kaunta metrics`: the shop's figures for Prometheus.
struct MetricsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print the shop's figures in Prometheus' text form.",
    discussion: """
      With --http it answers one request for /metrics on standard input, as kaunta-metrics.socket hands it over: nothing \
      listens while nobody asks. No phone and no name is in it.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Answer one HTTP request on standard input and output.")
  var http = false

  func run() throws {
    guard http else { return Output.text(try page()) }
    switch asked() {
    case .metrics?:
      do { Output.text(MetricsAnswer.page(try page()).text) } catch {
        Output.error("kaunta: the figures could not be had: \((error as? CommandFailure)?.words ?? "\(error)")")
        Output.text(MetricsAnswer.unavailable.text)
      }
    case .other?: Output.text(MetricsAnswer.notFound.text)
    case nil: break
    }
  }

  /// Reads the request; nil for whoever gets no answer.
  private func asked() -> MetricsRequest.Target? {
    var request = MetricsRequest(at: BootClock.nowMilliseconds)
    var buffer = [UInt8](repeating: 0, count: 1_024)
    while request.target == nil {
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard let wait = request.waitMilliseconds(at: BootClock.nowMilliseconds), poll(&waiting, 1, wait) > 0 else {
        return nil
      }
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count <= 0 { return nil }
      request.take(buffer[..<count])
    }
    return request.target
  }

  private func page() throws -> String { try homeOption.settings().look.condition().metrics }
}
