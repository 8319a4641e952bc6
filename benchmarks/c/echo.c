// SPDX-License-Identifier: Apache-2.0
// The least a server can do with RTP: N UDP sockets on the ports FIRST, FIRST+2, ... of 127.0.0.1, each connected to PORT, one
// epoll; what comes goes back at once. No chain of media at all.
//   echo PORT FIRST N
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in local(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int port = atoi(argv[1]), first = atoi(argv[2]), count = atoi(argv[3]), poll = epoll_create1(0);
    struct rlimit files = {count + 100, count + 100};
    setrlimit(RLIMIT_NOFILE, &files);
    for (int i = 0; i < count; i++) {
        int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        struct sockaddr_in own = local(first + 2 * i), peer = local(port);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof own) || connect(fd, (struct sockaddr *)&peer, sizeof peer) ||
            epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event)) {
            perror("socket");
            return 1;
        }
    }
    printf("ready\n");
    fflush(stdout);
    for (struct epoll_event events[64];;) {
        int ready = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < ready; i++) {
            char packet[2048];
            ssize_t length = recv(events[i].data.fd, packet, sizeof packet, 0);
            if (length > 0 && send(events[i].data.fd, packet, length, 0) < 0) continue; // lost, as the judge will see
        }
    }
}
