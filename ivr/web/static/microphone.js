// Hands on what the microphone hears, a piece at a time.
class Microphone extends AudioWorkletProcessor {
  process(inputs) {
    const heard = inputs[0][0];
    if (heard) this.port.postMessage(heard.slice());
    return true;
  }
}
registerProcessor("microphone", Microphone);
