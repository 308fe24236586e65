import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import DarajaClient

/// A request leaves as a whole and while it is wanted, or not at all.
@Suite struct RequestGateTests {
  private let head = HTTPClientRequestPart.head(
    HTTPRequestHead(version: .http1_1, method: .POST, uri: "/push", headers: ["Content-Length": "4"]))
  private let body = HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: "body")))

  private func channel(_ progress: ExchangeProgress) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel()
    try channel.pipeline.syncOperations.addHandler(HTTPRequestEncoder())
    try RequestGate.stand(in: channel, for: progress).wait()
    return channel
  }

  private func written(_ channel: EmbeddedChannel) throws -> String {
    var text = ""
    while let bytes = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
    return text
  }

  @Test func nothingLeavesBeforeTheLastPartIsThere() throws {
    let progress = ExchangeProgress(answerBytes: 1_000) { true }
    let channel = try channel(progress)
    try channel.writeOutbound(head)
    try channel.writeOutbound(body)
    #expect(try written(channel).isEmpty)
    #expect(!progress.mayHaveBeenWritten)
    try channel.writeOutbound(HTTPClientRequestPart.end(nil))
    #expect(try written(channel) == "POST /push HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody")
    #expect(progress.mayHaveBeenWritten)
  }

  /// A process that is stopped after the head asks nobody when it goes on.
  @Test func whatGrewTooOldAfterItsHeadIsNotSent() throws {
    let progress = ExchangeProgress(answerBytes: 1_000) { false }
    let channel = try channel(progress)
    try channel.writeOutbound(head)
    try channel.writeOutbound(body)
    #expect(throws: RequestGate.Closed.self) { try channel.writeOutbound(HTTPClientRequestPart.end(nil)) }
    #expect(try written(channel).isEmpty)
    #expect(progress.cameTooLate)
    #expect(!progress.mayHaveBeenWritten)
    #expect(!channel.isActive)
  }

  @Test func aConnectionWithoutAnEncoderCarriesNothing() {
    let progress = ExchangeProgress(answerBytes: 1_000) { true }
    #expect(throws: (any Error).self) {
      try RequestGate.stand(in: EmbeddedChannel(), for: progress).wait()
    }
  }
}
