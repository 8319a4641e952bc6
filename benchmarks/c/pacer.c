// SPDX-License-Identifier: Apache-2.0
// The least a sender on time can do: N UDP sockets on FIRST, FIRST+2, ... of 127.0.0.1, connected to PORT; 172 bytes from
// each every 20 ms, spread over 20 slots of 1 ms; clock_nanosleep with absolute times between.
//   pacer PORT FIRST N
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int port = atoi(argv[1]), first = atoi(argv[2]), count = atoi(argv[3]);
    int *sockets = malloc(count * sizeof *sockets);
    struct rlimit files = {count + 100, count + 100};
    setrlimit(RLIMIT_NOFILE, &files);
    for (int i = 0; i < count; i++) {
        struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(first + 2 * i)}, peer = own;
        own.sin_addr.s_addr = peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        peer.sin_port = htons(port);
        sockets[i] = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        if (sockets[i] < 0 || bind(sockets[i], (struct sockaddr *)&own, sizeof own) ||
            connect(sockets[i], (struct sockaddr *)&peer, sizeof peer)) {
            perror("socket");
            return 1;
        }
    }
    printf("ready\n");
    fflush(stdout);
    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (uint32_t slot = 0;; slot++) {
        uint32_t frame = slot / 20;
        for (int i = slot % 20; i < count; i += 20) {
            uint32_t timestamp = frame * 160;
            uint8_t packet[172] = {0x80, 0, frame >> 8, frame, timestamp >> 24, timestamp >> 16, timestamp >> 8, timestamp, 0x33,
                0x44, i >> 8, i};
            if (send(sockets[i], packet, sizeof packet, 0) < 0) continue; // nobody listens yet
        }
        due.tv_nsec += 1000000;
        if (due.tv_nsec >= 1000000000) {
            due.tv_nsec -= 1000000000;
            due.tv_sec++;
        }
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, 0) == EINTR) {}
    }
}
