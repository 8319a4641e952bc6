// SPDX-License-Identifier: Apache-2.0
// G.711 u-law by tables, 160 samples a frame, and the fixed header of RTP (RFC 3550 5.1), as a C program would have them.
//   g711            prints nanoseconds for an encoded frame, a decoded frame, a parsed header
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { SAMPLES = 160, ROUNDS = 2000000 };
static uint8_t to_law[16384];
static int16_t to_linear[256];
static volatile uint32_t sink;

static uint8_t compress(int sample) {
    int sign = sample < 0 ? 0x80 : 0, magnitude = (sample < 0 ? -sample : sample) + 132, exponent = 7;
    if (magnitude > 32767) magnitude = 32767;
    while (exponent > 0 && !(magnitude & (0x80 << exponent))) exponent--;
    return ~(sign | exponent << 4 | ((magnitude >> (exponent + 3)) & 15));
}

static double nanoseconds(struct timespec from) {
    struct timespec to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    return ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / ROUNDS;
}

__attribute__((noinline)) static void encode(const int16_t *pcm, uint8_t *law) {
    for (int i = 0; i < SAMPLES; i++) law[i] = to_law[(uint16_t)pcm[i] >> 2];
}

__attribute__((noinline)) static void decode(const uint8_t *law, int16_t *pcm) {
    for (int i = 0; i < SAMPLES; i++) pcm[i] = to_linear[law[i]];
}

__attribute__((noinline)) static uint32_t parse(const uint8_t *p, int length) {
    if (length < 12 || p[0] >> 6 != 2) return 0;
    int header = 12 + 4 * (p[0] & 15);
    if (length < header) return 0;
    if (p[0] & 0x10) {
        if (length < header + 4) return 0;
        header += 4 + 4 * (p[header + 2] << 8 | p[header + 3]);
    }
    int padding = p[0] & 0x20 ? p[length - 1] : 0;
    if (length < header + padding) return 0;
    uint32_t timestamp = (uint32_t)p[4] << 24 | p[5] << 16 | p[6] << 8 | p[7];
    uint32_t ssrc = (uint32_t)p[8] << 24 | p[9] << 16 | p[10] << 8 | p[11];
    return (p[1] & 0x7f) + (p[2] << 8 | p[3]) + timestamp + ssrc + (length - header - padding);
}

int main(void) {
    int16_t pcm[SAMPLES];
    uint8_t packet[12 + SAMPLES] = {0x80, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    for (int i = 0; i < 16384; i++) to_law[i] = compress((int16_t)(i << 2));
    for (int i = 0; i < 256; i++) {
        int magnitude = ((((~i & 15) << 3) + 132) << ((~i >> 4) & 7)) - 132;
        to_linear[i] = i & 0x80 ? magnitude : -magnitude;
    }
    for (int i = 0; i < SAMPLES; i++) pcm[i] = (int16_t)(i * 7919);
    double best[3] = {1e9, 1e9, 1e9};
    for (int turn = 0; turn < 5; turn++) {
        struct timespec start;
        double took[3];
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
        for (int i = 0; i < ROUNDS; i++) {
            pcm[0] = (int16_t)i;
            encode(pcm, packet + 12);
        }
        took[0] = nanoseconds(start);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
        for (int i = 0; i < ROUNDS; i++) {
            packet[12] = (uint8_t)i;
            decode(packet + 12, pcm);
        }
        took[1] = nanoseconds(start);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
        for (int i = 0; i < ROUNDS; i++) {
            packet[3] = (uint8_t)i;
            sink = parse(packet, sizeof packet);
        }
        took[2] = nanoseconds(start);
        for (int k = 0; k < 3; k++) best[k] = took[k] < best[k] ? took[k] : best[k];
    }
    sink = pcm[7] + packet[50];
    printf("%.1f %.1f %.1f\n", best[0], best[1], best[2]);
    return 0;
}
